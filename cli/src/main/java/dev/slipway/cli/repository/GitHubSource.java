package dev.slipway.cli.repository;

/**
 * Where a user's workflows take Slipway from.
 *
 * @param repository the repository of the called workflows, {@code owner/name}
 * @param commit their commit
 * @param dist the distribution's address
 * @param sha256 its digest
 * @param under the user's folder of models
 */
record GitHubSource(String repository, String commit, String dist, String sha256, String under) {}
