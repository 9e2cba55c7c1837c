// Whether there is light enough before a camera.
#pragma once

namespace client::call {

// `luminance`: the mean of a picture's points, 0 for black to 1 for white, each weighted as in ITU-R BT.709; `before`: what was found of
// the picture before this one, which stays as it was in between.
inline bool is_too_dark(double luminance, bool before) {
    // Where a face is lit, the mean is seldom below a quarter; below a sixth its features are hard to tell.
    return luminance < (before ? 0.24 : 0.16);
}

}  // namespace client::call
