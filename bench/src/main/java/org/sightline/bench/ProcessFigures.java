package org.sightline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux and the JDK's tools say of a process. */
final class ProcessFigures {
    private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / 100; // USER_HZ, fixed by the kernel's ABI
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP_USED = Pattern.compile("heap +total \\d+K, used (\\d+)K");

    private ProcessFigures() {}

    /** CPU time of all threads so far, user's and kernel's, in nanoseconds. */
    static long cpuNanos(long pid) throws IOException {
        return cpuNanos("" + pid, 11);
    }

    /** CPU time of all processes that this one has started and that have ended, in nanoseconds. */
    static long childrenCpuNanos() throws IOException {
        return cpuNanos("self", 13);
    }

    /** @param user the field with the user's time, counted after the name; the kernel's follows (proc(5)) */
    private static long cpuNanos(String process, int user) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[user]) + Long.parseLong(afterName[user + 1])) * NANOS_PER_TICK;
    }

    /** Resident memory in MB. */
    static double residentMegabytes(long pid) throws IOException {
        return first(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) / 1024;
    }

    /** Heap of a JVM that is in use after a full collection, in MB. */
    static double liveHeapMegabytes(long pid) throws IOException, InterruptedException {
        diagnose(pid, "GC.run");
        return first(HEAP_USED, diagnose(pid, "GC.heap_info")) / 1024;
    }

    private static double first(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("cannot read the figure in: " + text);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static String diagnose(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return run(jcmd.toString(), String.valueOf(pid), command);
    }

    /** Writes what each thread of a JVM is doing; a process that is gone leaves nothing. */
    static void dumpThreads(Process process, Path file) throws IOException, InterruptedException {
        if (process.isAlive()) {
            Files.writeString(file, diagnose(process.pid(), "Thread.print"));
        }
    }

    /** Runs a command to its end and returns what it printed. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + output);
        }
        return output;
    }

    /** Ends a process, by force if it takes longer than half a minute. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
