package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;
import software.constructs.IDependable;

/** A stage's API, for those who hang routes into it. */
sealed interface Door permits HttpDoor, RestDoor {

    /** The API's id. */
    String api();

    /** What must be there before a name can point at it. */
    IDependable ready();

    /** The name of what of it is deployed, for a name that points there. */
    String deployed(StageNames names);

    /** Where clients call it, without a slash at the end. */
    String url(StageNames names);

    /** What a function's permission names as its caller: any route of this API. */
    default String callers(StageNames names) {
        return "arn:aws:execute-api:" + names.region() + ":" + names.account() + ":" + api() + "/*";
    }

    /**
     * Sends a model's paths to its function.
     *
     * @param scope where what this needs is written down
     * @param model the model's name
     * @param alias the alias that answers, by its ARN
     * @param permission what lets the API call it
     */
    void toModel(Construct scope, String model, String alias, CfnPermission permission);

    /**
     * Sends every other path to the function that answers for the whole server.
     *
     * @param scope where what this needs is written down
     * @param function the function, by its ARN
     * @param permission what lets the API call it
     */
    void toServer(Construct scope, String function, CfnPermission permission);
}
