-- quality_score.mean, of quality: Mean score of the evaluations.
SELECT
  "t1"."evaluated_on__month",
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
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."score" IS NOT NULL AS "v0",
    CAST(CAST(ROUND(CAST("t0"."score" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- quality_score.mean_calibrated, of quality: Mean score of the calibrated evaluations.
SELECT
  "t1"."evaluated_on__month",
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
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    (
      "t0"."score" IS NOT NULL
    ) AND "t0"."calibrated" AS "v0",
    CAST(CAST(ROUND(CAST("t0"."score" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- quality_score.mean_with_fatal_errors, of quality: Mean score of the evaluations, where any critical error makes the score 0.
SELECT
  "t1"."evaluated_on__month",
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
    DATE_TRUNC('MONTH', "t0"."evaluated_on") AS "evaluated_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."score" IS NOT NULL AS "v0",
    CASE
      WHEN COALESCE("t0"."customer_critical", FALSE)
      OR COALESCE("t0"."business_critical", FALSE)
      OR COALESCE("t0"."compliance_critical", FALSE)
      THEN 0
      ELSE CAST(CAST(ROUND(CAST("t0"."score" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT)
    END AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- quality_score.passed(at_least=80), of quality: Evaluations that scored 80 or more.
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
    "t0"."score" IS NOT NULL AS "v0",
    "t0"."score" >= 80 AS "v1"
  FROM "quality" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
