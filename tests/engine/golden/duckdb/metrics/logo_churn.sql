-- logo_churn.of_customers_at_start, of account_month: Customers who left in the month, of those who paid at its start.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."churned" IS NOT NULL
    ) AND (
      "t0"."recurring_revenue" > 0
    ) AS "v0",
    "t0"."churned" AS "v1"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- logo_churn.of_all_accounts, of account_month: Customers who left in the month, of all listed for it, those won in the month included.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    "t0"."churned" IS NOT NULL AS "v0",
    "t0"."churned" AS "v1"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- logo_churn.by_revenue, of account_month: Recurring revenue of customers who left in the month, of the recurring revenue at its start.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v2_v1",
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
    AND "t0"."churned" AS "v0",
    CAST(CAST(ROUND("t0"."recurring_revenue" * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."churned" IS NOT NULL
    ) AND (
      "t0"."recurring_revenue" > 0
    ) AS "v2"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
