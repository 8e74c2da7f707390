package io.sluice.benchmark;

/**
 * One thing that was wanted.
 *
 * @param name what
 * @param wanted how much, for people
 * @param found how much it is, for people
 * @param met whether that is enough
 */
record Target(String name, String wanted, String found, boolean met) {}
