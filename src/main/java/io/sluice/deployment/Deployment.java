package io.sluice.deployment;

import io.sluice.intake.Intake;
import io.sluice.repository.LoadMarks;

/**
 * The parts that change the versions of one server.
 *
 * @param use of the data directory, until the application is stopped
 * @param changes the order of all changes
 * @param intake takes the bytes of pushes
 * @param push makes versions of them
 * @param moves points aliases
 * @param removal deletes versions
 * @param residency takes models out of memory and puts them back
 * @param override publishes what a gate held back
 * @param boot brings up what was there before
 * @param marks what boot is about to load
 * @param folder looks for what operators drop while the server runs
 * @param follower does what other servers on the same database have done
 * @param drainage watches the versions that were replaced
 * @param config what configuration says
 * @param keras whether Keras files are converted
 * @param maxDataset the most bytes of a data set that comes with a model
 */
record Deployment(
    DataUse use,
    Changes changes,
    Intake intake,
    VersionPush push,
    AliasMoves moves,
    VersionRemoval removal,
    Residency residency,
    GateOverride override,
    Boot boot,
    LoadMarks marks,
    FolderScan folder,
    CatalogueFollower follower,
    Drainage drainage,
    PushConfig config,
    boolean keras,
    long maxDataset) {}
