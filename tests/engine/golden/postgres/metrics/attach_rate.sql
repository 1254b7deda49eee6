-- attach_rate.sold, of offer: Offers after a case that were taken, per case resolved.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."case_id" IS NOT NULL
    ) AND "t0"."accepted" AS "v0"
  FROM "offer" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- attach_rate.sold, of case: Offers after a case that were taken, per case resolved.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."resolved_at" IS NOT NULL AS "v0"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- attach_rate.offered, of offer: Offers made after a case, taken or not, per case resolved.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."case_id" IS NOT NULL AS "v0"
  FROM "offer" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- attach_rate.offered, of case: Offers made after a case, taken or not, per case resolved.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."resolved_at" IS NOT NULL AS "v0"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
