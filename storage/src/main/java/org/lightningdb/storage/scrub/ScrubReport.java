package org.lightningdb.storage.scrub;

import java.util.List;

/**
 * What one pass over the disk found.
 *
 * @param blocks read and verified
 * @param bytes of those
 * @param nanos that it took
 * @param complete whether it was not given up before the end
 * @param problems the first thousand places that are not what was written, naming file and offset
 */
public record ScrubReport(
    long blocks, long bytes, long nanos, boolean complete, List<String> problems) {
  public ScrubReport {
    problems = List.copyOf(problems);
  }
}
