/** The one method of AWS's checkpoint hooks that its client's library makes. */
@NullMarked
package com.amazonaws.services.lambda.crac;

import org.jspecify.annotations.NullMarked;
