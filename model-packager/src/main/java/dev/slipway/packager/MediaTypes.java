package dev.slipway.packager;

/** The media types of the parts of a package (github.com/modelpack/model-spec docs/spec.md). */
final class MediaTypes {

    static final String CONFIG = "application/vnd.cncf.model.config.v1+json";
    static final String WEIGHTS = "application/vnd.cncf.model.weight.v1.raw";
    static final String SETTINGS = "application/vnd.cncf.model.weight.config.v1.raw";
    static final String DATA = "application/vnd.cncf.model.dataset.v1.raw";
    static final String DOCUMENT = "application/vnd.cncf.model.doc.v1.raw";

    private MediaTypes() {}
}
