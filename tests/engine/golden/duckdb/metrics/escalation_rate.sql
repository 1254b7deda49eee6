-- escalation_rate.of_opened, of case: Cases that went to a higher level, of all opened.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."escalated" IS NOT NULL AS "v0",
    "t0"."escalated" AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- escalation_rate.of_resolved, of case: Resolved cases that had gone to a higher level, of all resolved.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."resolved_at" IS NOT NULL
    ) AND (
      "t0"."escalated" IS NOT NULL
    ) AS "v0",
    "t0"."escalated" AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- escalation_rate.per_account_month, of signal: Escalations that commercial people heard of, per account and month.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'escalation'
    ) AND (
      COALESCE("t0"."severity", 1) >= 1
    ) AS "v0",
    "t0"."kind" = 'escalation' AS "v1"
  FROM "signal" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- escalation_rate.per_account_month, of account_month: Escalations that commercial people heard of, per account and month.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    "t0"."account_id" IS NOT NULL AS "v0"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- escalation_rate.severe_per_account_month(at_least=4), of signal: Escalations of severity 4 or more, of 5, that commercial people heard of, per account and month.
SELECT
  "t1"."on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."on") AS "on__month",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'escalation'
    ) AND (
      COALESCE("t0"."severity", 1) >= 4
    ) AS "v0",
    "t0"."kind" = 'escalation' AS "v1"
  FROM "signal" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- escalation_rate.severe_per_account_month(at_least=4), of account_month: Escalations of severity 4 or more, of 5, that commercial people heard of, per account and month.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."account_id" AS "_account_id",
    "t0"."account_id" IS NOT NULL AS "v0"
  FROM "account_month" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
