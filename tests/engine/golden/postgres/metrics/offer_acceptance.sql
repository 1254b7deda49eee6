-- offer_acceptance.of_decided, of offer: Offers that were taken, of those with a known outcome.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."accepted" IS NOT NULL AS "v0",
    "t0"."accepted" AS "v1"
  FROM "offer" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- offer_acceptance.of_all, of offer: Offers that were taken, of all made; no outcome counts as not taken.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."account_id" IS NOT NULL AS "v0",
    "t0"."accepted" AS "v1"
  FROM "offer" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- offer_acceptance.by_amount, of offer: Amount of the offers that were taken, of the amount of those with a known outcome.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v2_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."accepted" IS NOT NULL
    )
    AND (
      "t0"."amount" IS NOT NULL
    )
    AND "t0"."accepted" AS "v0",
    CAST(CAST(ROUND(CAST("t0"."amount" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."accepted" IS NOT NULL
    ) AND (
      "t0"."amount" IS NOT NULL
    ) AS "v2"
  FROM "offer" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
