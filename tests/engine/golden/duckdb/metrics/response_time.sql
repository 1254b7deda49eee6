-- response_time.mean, of case: Mean time from opened to the first response, over answered cases.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE("t1"."v1", 0) * COALESCE("t1"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."first_response_at" >= "t0"."opened_at" AS "v0",
    EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP)) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- response_time.mean_customer_raised, of case: Mean time from opened to the first response, over answered cases that customers raised themselves.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE("t1"."v1", 0) * COALESCE("t1"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."first_response_at" >= "t0"."opened_at"
    )
    AND (
      "t0"."raised_by" = 'customer'
    ) AS "v0",
    EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP)) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- response_time.median, of case: Time within which half of the answered cases had their first response.
SELECT
  "t2"."opened_on__month",
  "t2"."in_month",
  "t2"."v1" AS "bucket",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."in_month",
      DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
      "t0"."case_id" AS "_case_id",
      "t0"."account_id" AS "_account_id",
      (
        "t0"."first_response_at" >= "t0"."opened_at"
      )
      AND (
        (
          EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) IS NOT NULL
      ) AS "v0",
      CASE
        WHEN (
          EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) > 0
        THEN CAST(CEIL(
          LN(
            CAST(EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT)
        ELSE -1000000
      END AS "v1"
    FROM "case" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."v0"
) AS "t2"
GROUP BY
  1,
  2,
  3;

-- response_time.p90, of case: Time within which nine in ten of the answered cases had their first response.
SELECT
  "t2"."opened_on__month",
  "t2"."in_month",
  "t2"."v1" AS "bucket",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."in_month",
      DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
      "t0"."case_id" AS "_case_id",
      "t0"."account_id" AS "_account_id",
      (
        "t0"."first_response_at" >= "t0"."opened_at"
      )
      AND (
        (
          EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) IS NOT NULL
      ) AS "v0",
      CASE
        WHEN (
          EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) > 0
        THEN CAST(CEIL(
          LN(
            CAST(EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."first_response_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT)
        ELSE -1000000
      END AS "v1"
    FROM "case" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."v0"
) AS "t2"
GROUP BY
  1,
  2,
  3;
