package org.lightningdb.storage.maintenance;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one background task at one moment.
 *
 * @param name of the task, unique in its engine
 * @param state what it does now
 * @param runs pieces of work ended, well or not
 * @param failures pieces of work that ended with an error
 * @param restarts how often its loop was begun anew after an error
 * @param lastRunAgoNanos how long ago the last piece of work began; -1 if there was none
 * @param lastDurationNanos how long the last ended piece of work took; -1 if there was none
 * @param lastError text of the newest error, whether or not it went well again since; null if none
 */
public record TaskReport(
    String name,
    TaskState state,
    long runs,
    long failures,
    long restarts,
    long lastRunAgoNanos,
    long lastDurationNanos,
    @Nullable String lastError) {}
