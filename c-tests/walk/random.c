#include "walk.h"

static uint64_t state;

/* splitmix64: small, and the same everywhere. */
uint64_t random_bits(void)
{
    uint64_t mixed = state += 0x9e3779b97f4a7c15;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

void random_start(uint64_t seed, uint64_t step)
{
    state = seed;
    state = random_bits() ^ step;
    state = random_bits();
}

unsigned int below(unsigned int limit)
{
    return limit ? (unsigned int)(random_bits() % limit) : 0;
}

bool chance(unsigned int percent)
{
    return below(100) < percent;
}
