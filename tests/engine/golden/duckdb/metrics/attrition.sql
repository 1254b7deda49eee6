-- attrition.monthly, of staffing: People who left in a month, of those there at its start.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    (
      "t0"."departed" IS NOT NULL
    ) AND (
      "t0"."headcount" IS NOT NULL
    ) AS "v0",
    "t0"."departed" AS "v1",
    "t0"."headcount" AS "v2"
  FROM "staffing" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- attrition.annualized, of staffing: Twelve times the people who left in a month, of those there at its start; it may pass 100 %.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    (
      "t0"."departed" IS NOT NULL
    ) AND (
      "t0"."headcount" IS NOT NULL
    ) AS "v0",
    "t0"."departed" * 12 AS "v1",
    "t0"."headcount" AS "v2"
  FROM "staffing" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- attrition.of_mean_headcount, of staffing: People who left in a month, of the mean of those there at its start and its end.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    (
      "t0"."departed" IS NOT NULL
    )
    AND (
      "t0"."headcount" IS NOT NULL
    )
    AND (
      "t0"."hired" IS NOT NULL
    ) AS "v0",
    "t0"."departed" * 2 AS "v1",
    (
      (
        "t0"."headcount" * 2
      ) + "t0"."hired"
    ) - "t0"."departed" AS "v2"
  FROM "staffing" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
