// The call before the person's eyes: the tiles, their layout as the person chose it, and who is large in the speaker layout. Facts in, the
// order to show it out.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "client/call/facts.hpp"
#include "client/call/layout.hpp"
#include "client/call/orders.hpp"
#include "client/ids.hpp"
#include "protocol/call.hpp"

namespace client::call {

class CallStage {
  public:
    void on(const StageResized& resized) {
        size_ = resized;
        measured_ = true;
    }
    void on(const PicturesSeen& it) { seen_ = it; }
    void on(const RecordingChanged& it) { recording_ = it.on; }
    void on(const QualityChosen& it) { quality_ = it.quality; }
    void on(const LayoutChosen& chosen) { choice_.mode = chosen.mode; }
    void on(const TilePinned&);
    void on(const SelfViewChosen&);

    // The order for the people in the room as they are now, in the order in which they came.
    const ShowStage& arrange(const std::vector<Participant>& people, MemberId me, std::optional<MemberId> speaker);

    bool is_recorded() const { return recording_; }

    // How large the pictures of that member are shown.
    protocol::Shown size_of(MemberId member) const;

  private:
    std::optional<Tile> floating() const;
    protocol::ShownSize size_at(std::size_t tile) const;
    protocol::ShownSize size_in(const std::vector<Box>& boxes, std::size_t tile) const;

    StageResized size_;
    bool measured_ = false;  // the page has told the size
    PicturesSeen seen_;
    bool recording_ = false;
    Quality quality_ = Quality::full;
    LayoutChoice choice_;
    ShowStage shown_;
};

}  // namespace client::call
