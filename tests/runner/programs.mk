# Builds the C programs of c-tests. tests/runner/programs.sh runs it in the output folder, where there are
#   c-tests   a link to the sources
#   flags     the compiler's options and libraries
#   stamp     newer than a program that must be rebuilt
# The program NAME is c-tests/*/NAME.c, which has a main, linked with what it uses of the sources without
# one. The compiler's messages are in NAME.log.

WALK := $(wildcard c-tests/walk/*.c)
SOURCES := $(filter-out $(WALK),$(wildcard c-tests/*/*.c))
MAINS := $(shell grep -l '^int main\>' $(SOURCES))
PROGRAMS := $(basename $(notdir $(MAINS)))
object = $(patsubst c-tests/%.c,objects/%.o,$(1))
SHARED := $(call object,$(filter-out $(MAINS),$(SOURCES)))
WALK_OBJECTS := $(call object,$(WALK))

# There is no default target: the programs are named.
$(foreach source,$(MAINS),$(eval $(basename $(notdir $(source))): $(source)))

# A recipe's output goes to its log; make prints it when the recipe fails.
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
