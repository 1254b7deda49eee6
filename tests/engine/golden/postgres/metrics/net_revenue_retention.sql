-- net_revenue_retention.standard, of account_month: Revenue at the month's start less what left or shrank and plus what the same customers added, of that start.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN COALESCE("t1"."v3", 0) ELSE 0 END) AS "sum_v2_v3",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."churned" IS NOT NULL
    )
    AND (
      "t0"."recurring_revenue" > 0
    )
    AND NOT (
      "t0"."churned"
    ) AS "v0",
    (
      CAST(CAST(ROUND(CAST(COALESCE("t0"."recurring_revenue", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) + CAST(CAST(ROUND(CAST(COALESCE("t0"."expansion", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT)
    ) - CAST(CAST(ROUND(CAST(COALESCE("t0"."contraction", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."churned" IS NOT NULL
    ) AND (
      "t0"."recurring_revenue" > 0
    ) AS "v2",
    CAST(CAST(ROUND(CAST("t0"."recurring_revenue" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v3"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- net_revenue_retention.without_contraction, of account_month: Revenue at the month's start less what left, plus what the same customers added; what shrank stays in.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN COALESCE("t1"."v3", 0) ELSE 0 END) AS "sum_v2_v3",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."churned" IS NOT NULL
    )
    AND (
      "t0"."recurring_revenue" > 0
    )
    AND NOT (
      "t0"."churned"
    ) AS "v0",
    CAST(CAST(ROUND(CAST(COALESCE("t0"."recurring_revenue", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) + CAST(CAST(ROUND(CAST(COALESCE("t0"."expansion", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."churned" IS NOT NULL
    ) AND (
      "t0"."recurring_revenue" > 0
    ) AS "v2",
    CAST(CAST(ROUND(CAST("t0"."recurring_revenue" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v3"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- net_revenue_retention.with_new_customers, of account_month: Revenue at the month's end, customers won in the month included, of that at its start: growth, not retention.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN COALESCE("t1"."v3", 0) ELSE 0 END) AS "sum_v2_v3",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."churned" IS NOT NULL
    ) AND NOT (
      "t0"."churned"
    ) AS "v0",
    (
      CAST(CAST(ROUND(CAST(COALESCE("t0"."recurring_revenue", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) + CAST(CAST(ROUND(CAST(COALESCE("t0"."expansion", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT)
    ) - CAST(CAST(ROUND(CAST(COALESCE("t0"."contraction", 0) * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."churned" IS NOT NULL
    ) AND (
      "t0"."recurring_revenue" > 0
    ) AS "v2",
    CAST(CAST(ROUND(CAST("t0"."recurring_revenue" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v3"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
