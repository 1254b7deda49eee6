-- cost_per_contact.per_answered, of cost: All costs of the period, per contact answered in it.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."amount" IS NOT NULL AS "v0",
    CAST(CAST(ROUND(CAST("t0"."amount" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1"
  FROM "cost" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- cost_per_contact.per_answered, of interaction: All costs of the period, per contact answered in it.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."answered_at" IS NOT NULL AS "v0"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- cost_per_contact.per_offered, of cost: All costs of the period, per contact offered in it, those nobody answered included.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."amount" IS NOT NULL AS "v0",
    CAST(CAST(ROUND(CAST("t0"."amount" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1"
  FROM "cost" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- cost_per_contact.per_offered, of interaction: All costs of the period, per contact offered in it, those nobody answered included.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."offered_at" IS NOT NULL AS "v0"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- cost_per_contact.of_category(category=words), of cost: Costs of the category “words”, per contact answered in the period.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."category" = 'words' AS "v0",
    CAST(CAST(ROUND(CAST("t0"."amount" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1"
  FROM "cost" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- cost_per_contact.of_category(category=words), of interaction: Costs of the category “words”, per contact answered in the period.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."answered_at" IS NOT NULL AS "v0"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
