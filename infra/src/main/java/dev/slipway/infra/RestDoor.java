package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * A REST API. What its clients meet is a picture of all its routes, taken when the API is deployed; so they all lie with
 * the API ({@link RestFrontDoor}), in words that follow from names, and nothing is left to be written down here.
 *
 * @param api the API's id
 * @param ready what must be there before a name can point at it
 */
record RestDoor(String api, IDependable ready) implements Door {

    @Override
    public String deployed(StageNames names) {
        return names.stage();
    }

    /** The client's path begins with the API's own stage. */
    @Override
    public String url(StageNames names) {
        return "https://" + api + ".execute-api." + names.region() + ".amazonaws.com/" + deployed(names);
    }

    @Override
    public void toModel(Construct scope, String model, String alias, CfnPermission permission) {}

    @Override
    public void toServer(Construct scope, String function, CfnPermission permission) {}
}
