/**
 * The one node of the stand-in: it takes Pods in, runs the command of their container as a local process and writes their
 * status as a kubelet does.
 *
 * <h2>What a container is here</h2>
 *
 * A process in a session of its own, with a private directory, the container's environment plus {@code PATH},
 * {@code HOME}, {@code TMPDIR} and {@code LANG}, and nothing of the environment of the JVM. There is no isolation: the
 * image is a name only, file system, network and user are those of the JVM, and CPU and memory limits are not enforced.
 * Paths under a volume's mount path are rewritten to the Pod's private directory in command, arguments, environment and
 * working directory; a script that spells a mount path inside itself does not find it.
 *
 * <h2>Children die with the JVM</h2>
 *
 * Each container begins as a small shell that leaves a watchdog behind and then becomes the command. The watchdog reads
 * from a pipe whose other end only the JVM holds; when the JVM ends, however it ends, the pipe does too, and the watchdog
 * kills the container's whole process group. It does the same when the command has ended, as the end of its first process
 * ends a container. What calls {@code setsid} itself escapes. Where there is no {@code setsid} command, only the first
 * process is killed.
 *
 * <h2>States on request</h2>
 *
 * The annotation {@code docket.dev/simulate} makes the node play what a local process cannot show: {@code oom},
 * {@code evict}, {@code preempt}, {@code nodelost}, {@code unschedulable}. The command is not run then.
 */
@NullMarked
package dev.docket.cluster.node;

import org.jspecify.annotations.NullMarked;
