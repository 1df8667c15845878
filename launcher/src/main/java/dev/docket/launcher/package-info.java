/**
 * Commands to Pods to reports. {@link dev.docket.launcher.Launcher} is the way in; a command goes from
 * {@code CommandReader} through {@code CommandLanes} to {@code PodCreation} or {@code PodRemoval}, a Pod comes back
 * through {@code PodReflector} and {@code PodFollower}, and what it means is said by {@code PodSighting}.
 */
@NullMarked
package dev.docket.launcher;

import org.jspecify.annotations.NullMarked;
