package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.sightline.access.Decision;
import org.sightline.access.Vote;
import org.sightline.tenancy.User;

/**
 * Whether a user may watch, and why.
 *
 * @param votes what each policy said; left out in a preview
 */
@Schema(name = "Watcher")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WatcherView(PersonView user, boolean permitted, String reason, List<VoteView> votes) {

    public static WatcherView of(User user, Decision decision) {
        List<VoteView> votes = decision.votes().stream().map(VoteView::of).toList();
        return new WatcherView(PersonView.of(user), decision.permitted(), decision.reason(), votes);
    }

    /** One policy's vote. */
    @Schema(name = "Vote")
    public record VoteView(
            String policy,

            @Schema(allowableValues = {"permit", "deny", "abstain"})
            String choice,

            String reason) {

        static VoteView of(Vote vote) {
            return new VoteView(vote.policy(), Lower.text(vote.choice()), vote.reason());
        }
    }
}
