-- critical_error_accuracy.customer, of quality: Evaluations without an error critical to the customer.
SELECT
  "t1"."evaluated_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."customer_critical" IS NOT NULL AS "v0",
    NOT (
      "t0"."customer_critical"
    ) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- critical_error_accuracy.business, of quality: Evaluations without an error critical to the business.
SELECT
  "t1"."evaluated_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."business_critical" IS NOT NULL AS "v0",
    NOT (
      "t0"."business_critical"
    ) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- critical_error_accuracy.compliance, of quality: Evaluations without an error critical to compliance.
SELECT
  "t1"."evaluated_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."compliance_critical" IS NOT NULL AS "v0",
    NOT (
      "t0"."compliance_critical"
    ) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- critical_error_accuracy.any_kind, of quality: Evaluations without a critical error of any kind that was looked for.
SELECT
  "t1"."evaluated_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    (
      "t0"."customer_critical" IS NOT NULL
    )
    OR (
      "t0"."business_critical" IS NOT NULL
    )
    OR (
      "t0"."compliance_critical" IS NOT NULL
    ) AS "v0",
    NOT (
      COALESCE("t0"."customer_critical", FALSE)
      OR COALESCE("t0"."business_critical", FALSE)
      OR COALESCE("t0"."compliance_critical", FALSE)
    ) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- critical_error_accuracy.any_kind_calibrated, of quality: Calibrated evaluations without a critical error of any kind that was looked for.
SELECT
  "t1"."evaluated_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    (
      (
        "t0"."customer_critical" IS NOT NULL
      )
      OR (
        "t0"."business_critical" IS NOT NULL
      )
      OR (
        "t0"."compliance_critical" IS NOT NULL
      )
    )
    AND "t0"."calibrated" AS "v0",
    NOT (
      COALESCE("t0"."customer_critical", FALSE)
      OR COALESCE("t0"."business_critical", FALSE)
      OR COALESCE("t0"."compliance_critical", FALSE)
    ) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
