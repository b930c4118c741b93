/**
 * A model folder to a package: reproducible, content-addressed, put into a store. Same folder, same bytes, same digest.
 *
 * <p>Start at {@link dev.slipway.packager.Packager}. It looks at the folder ({@link dev.slipway.packager.ModelFolder}),
 * decides what the package is made of ({@link dev.slipway.packager.PackagePlan}: values in, values out), reads and
 * hashes the files ({@link dev.slipway.packager.ModelPackage}) and puts them into a store. Beside it:
 * {@link dev.slipway.packager.ModelFolders} writes a folder around a model file, or around what MLflow saved,
 * {@link dev.slipway.packager.ModelPackager} packs a model that DJL loaded,
 * {@link dev.slipway.packager.StageFolders} reads the folders that a stage names,
 * {@link dev.slipway.packager.PackageReferences} finds the package someone names,
 * {@link dev.slipway.packager.PackageFacts} tells what is in one, and
 * {@link dev.slipway.packager.PackageVerifier} checks one from its blobs up.
 */
@NullMarked
package dev.slipway.packager;

import org.jspecify.annotations.NullMarked;
