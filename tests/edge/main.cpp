// The program of the edge's tests: the real server binary on a port of its own, over real sockets.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
