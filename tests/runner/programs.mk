# Builds the C programs of c-tests; tests/runner/programs.sh calls it in the folder where they go, with
#   c-tests   a link to the sources
#   flags     the compiler's options, the libraries among them
#   stamp     changes when everything is to be built anew
# A program NAME is c-tests/*/NAME.c, which has a main, and what it uses of the sources without one. The
# compiler's messages are in NAME.log.

WALK := $(wildcard c-tests/walk/*.c)
SOURCES := $(filter-out $(WALK),$(wildcard c-tests/*/*.c))
MAINS := $(shell grep -l '^int main\>' $(SOURCES))
PROGRAMS := $(basename $(notdir $(MAINS)))
object = $(patsubst c-tests/%.c,objects/%.o,$(1))
SHARED := $(call object,$(filter-out $(MAINS),$(SOURCES)))
WALK_OBJECTS := $(call object,$(WALK))

# Without `all`: what is to be built is named.
$(foreach source,$(MAINS),$(eval $(basename $(notdir $(source))): $(source)))

# What a recipe prints is in its log, and in make's output where it fails.
logged = >$@.log 2>&1 || { cat $@.log; exit 1; }

$(PROGRAMS): shared.a stamp
	@rm -f $@
	@$(CC) -MD -MP -MF $@.d -MT $@ -o $@ $(filter %.c,$^) shared.a @flags $(logged)

shared.a: $(SHARED)
	@rm -f $@
	@$(AR) rcs $@ $(SHARED) $(logged)

walk: $(WALK_OBJECTS)
	@rm -f $@
	@$(CC) -o $@ $(WALK_OBJECTS) @flags $(logged)

objects/%.o: c-tests/%.c stamp
	@mkdir -p $(@D)
	@rm -f $@
	@$(CC) -MD -MP -MF $@.d -c -o $@ $< @flags $(logged)

.SUFFIXES:
-include $(PROGRAMS:%=%.d) $(SHARED:%=%.d) $(WALK_OBJECTS:%=%.d)
