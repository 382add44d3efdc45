package org.sightline.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;

/** Offers nothing, and takes whatever was typed, so that the arguments behind it can be completed. */
@Service
public final class AnyTextCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        if (line instanceof ArgumentCommandLine) { // an argument before the one that is being completed
            candidates.add(line.getCursorArgument());
        }
        return 0;
    }
}
