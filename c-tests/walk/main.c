/* walk [--seed N] [--steps N] [--only GROUP,...] [--skip GROUP,...] [--xml] [--valid] */
#include "actions.h"
#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* After this many steps all handles are released, and the walk continues on a new host. */
#define EPISODE 250
#define TIME_LIMIT_SECONDS 300

#define DECLARE(group, weight, function) void walk_##function(void);
ACTIONS(DECLARE)

struct action {
    const char *group;
    unsigned int weight;
    void (*run)(void);
};

#define ROW(group, weight, function) {#group, weight, walk_##function},
static const struct action actions[] = {ACTIONS(ROW)};

static const char *only;
static const char *skip;

static bool named_in(const char *group, const char *list)
{
    size_t length = strlen(group);

    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, group, length) == 0 && (at[length] == ',' || !at[length]))
            return true;
    }
    return false;
}

static bool wanted(const char *group)
{
    return (!only || named_in(group, only)) && !(skip && named_in(group, skip));
}

static unsigned int weight_of(const struct action *action)
{
    return wanted(action->group) ? action->weight : 0;
}

static void one_action(void)
{
    unsigned int sum = 0;
    unsigned int chosen;

    for (size_t i = 0; i < COUNT_OF(actions); i++)
        sum += weight_of(&actions[i]);
    chosen = below(sum);
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        unsigned int weight = weight_of(&actions[i]);

        if (chosen < weight) {
            actions[i].run();
            return;
        }
        chosen -= weight;
    }
}

static void walk(unsigned long seed, unsigned long steps)
{
    for (unsigned long step = 0; step < steps; step++) {
        random_start(seed, step);
        line_start(step);
        if (step % EPISODE == 0)
            pool_open_first(wanted("define"));
        else
            one_action();
        line_end();
    }
    printf("end  ");
    pool_reset();
    line_end();
}

int main(int argc, char **argv)
{
    unsigned long seed = 1;
    unsigned long steps = 20000;

    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";

        if (strcmp(argv[i], "--xml") == 0) {
            print_xml = true;
            continue;
        }
        if (strcmp(argv[i], "--valid") == 0) {
            valid_only = true;
            continue;
        }
        if (strcmp(argv[i], "--seed") == 0)
            seed = strtoul(value, NULL, 10);
        else if (strcmp(argv[i], "--steps") == 0)
            steps = strtoul(value, NULL, 10);
        else if (strcmp(argv[i], "--only") == 0)
            only = value;
        else if (strcmp(argv[i], "--skip") == 0)
            skip = value;
        else
            return 2;
        i++;
    }
    alarm(TIME_LIMIT_SECONDS);
    printf("start %d", virInitialize());
    printf(" %d\n", virEventRegisterDefaultImpl());
    virSetErrorFunc(NULL, count_error);
    walk(seed, steps);
    return 0;
}
