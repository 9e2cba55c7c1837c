// Functions of the C library as the JSON library in src/protocol and embind need them here. The C library's own bring all of printf and
// arithmetic with 128-bit floating point along, a tenth of the module.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace {

const char* end_of(const char* text) {
    while (*text != '\0') ++text;
    return text;
}

template <class Number>
Number unread(const char* text, char** end) {
    if (end) *end = const_cast<char*>(end_of(text));
    return std::numeric_limits<Number>::quiet_NaN();
}

}  // namespace

// Read numbers with a fraction or an exponent. No word of the protocol has one, and each is refused for what it is: the value is
// never looked at. (All three, because the C library has them in one piece.)
extern "C" float strtof(const char* text, char** end) { return unread<float>(text, end); }
extern "C" double strtod(const char* text, char** end) { return unread<double>(text, end); }
extern "C" long double strtold(const char* text, char** end) { return unread<long double>(text, end); }

// Writes a control character into the library's messages about bad text, which nobody reads: what is bad is refused without one.
extern "C" int snprintf(char* out, std::size_t size, const char*, ...) {
    if (size > 0) out[0] = '\0';
    return 0;
}

// Writes the address of a type into embind's message that the type is not known, which only a mistake of ours can cause. (Both, since
// the compiler turns the former into the latter where no fraction is written.)
extern "C" int sprintf(char* out, const char*, ...) {
    out[0] = '\0';
    return 0;
}
extern "C" int siprintf(char* out, const char*, ...) { return sprintf(out, ""); }
