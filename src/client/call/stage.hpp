// What the person sees of the call: the tiles, their layout as the person chose it, and who is large in the speaker layout. Facts in, the
// order to show it out.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "client/call/facts.hpp"
#include "client/call/layout.hpp"
#include "client/call/orders.hpp"
#include "client/ids.hpp"

namespace client::call {

class Stage {
  public:
    void on(const StageResized& resized) { size_ = resized; }
    void on(const LayoutChosen& chosen) { choice_.mode = chosen.mode; }
    void on(const TilePinned&);
    void on(const SelfViewChosen&);

    // The order for the people in the room as they are now, in the order in which they came.
    const ShowStage& arrange(const std::vector<Participant>& people, MemberId me, std::optional<MemberId> speaker);

    const ShowStage& shown() const { return shown_; }

  private:
    StageResized size_;
    LayoutChoice choice_;
    ShowStage shown_;
};

}  // namespace client::call
