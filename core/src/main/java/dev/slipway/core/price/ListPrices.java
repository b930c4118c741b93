package dev.slipway.core.price;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * AWS's list prices in US dollars, before any discount or free tier. They differ between regions and change: whoever
 * reckons with them says of when they are. Source: aws.amazon.com/lambda/pricing, aws.amazon.com/api-gateway/pricing and
 * aws.amazon.com/cloudwatch/pricing, aws.amazon.com/kms/pricing.
 *
 * @param asOf the day they were noted
 * @param region where they hold
 * @param armGigabyteSecond a gigabyte of an arm64 function for a second
 * @param x86GigabyteSecond a gigabyte of an x86_64 function for a second
 * @param millionRequests a million calls of a function
 * @param millionHttpCalls a million calls of an HTTP API
 * @param metricMonth a custom metric for a month, billed by the hour
 * @param alarmMonth an alarm for a month, once for each metric that it looks at
 * @param logGigabyte a gigabyte of logs taken in
 * @param keyMonth a key for a month, before it turned over for the first time: the first and the second new key material cost
 *     as much again each, and later ones nothing (aws.amazon.com/kms/pricing, as changed in 2024)
 */
public record ListPrices(
        LocalDate asOf,
        String region,
        BigDecimal armGigabyteSecond,
        BigDecimal x86GigabyteSecond,
        BigDecimal millionRequests,
        BigDecimal millionHttpCalls,
        BigDecimal metricMonth,
        BigDecimal alarmMonth,
        BigDecimal logGigabyte,
        BigDecimal keyMonth) {

    /** The prices that Slipway reckons with. To renew them, change this, its date included. */
    public static final ListPrices NOTED = new ListPrices(
            LocalDate.of(2026, 11, 1),
            "us-east-1",
            new BigDecimal("0.0000133334"),
            new BigDecimal("0.0000166667"),
            new BigDecimal("0.20"),
            new BigDecimal("1.00"),
            new BigDecimal("0.30"),
            new BigDecimal("0.10"),
            new BigDecimal("0.50"),
            new BigDecimal("1.00"));
}
