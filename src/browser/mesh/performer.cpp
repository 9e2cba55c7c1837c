#include "browser/mesh/performer.hpp"

#include <string>

namespace browser::mesh {

void Performer::perform(const client::mesh::SealEnvelope& order) {
    encryption_.seal_letter(order.passage, {order.counter, order.content},
                            [this, to = order.passage.to, through = order.through](std::string body) {
                                feed_(client::mesh::EnvelopeSealed{to, through, std::move(body)});
                            });
}

}  // namespace browser::mesh
