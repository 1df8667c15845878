package dev.docket.http;

/**
 * How an instance does.
 *
 * @param state what Kafka Streams does, in a word
 * @param active how many partitions it decides for
 * @param standby how many it follows
 * @param indexing how many of its own are not to be read yet, because they are being restored or indexed
 */
public record HealthReport(String state, int active, int standby, int indexing) {}
