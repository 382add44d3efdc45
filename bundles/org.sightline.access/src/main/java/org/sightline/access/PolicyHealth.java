package org.sightline.access;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the policies that vote are doing, since the enforcement point started. */
@ProviderType
public interface PolicyHealth {

    /** Votes that took longer than 50 ms; they counted. */
    long slowVotes();

    /** Votes that ended in an error; they counted as {@code DENY}. */
    long failedVotes();

    /** The names of required policies that are not running: while there is one, everything is refused. */
    List<String> missing();
}
