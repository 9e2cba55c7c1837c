// The program of the world's tests: real sessions and the real lobby on pretend links, under a seed.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
