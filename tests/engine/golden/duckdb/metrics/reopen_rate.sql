-- reopen_rate.of_resolved, of case: Resolved cases that were reopened at least once, of all resolved.
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
      "t0"."reopened" IS NOT NULL
    ) AS "v0",
    "t0"."reopened" > 0 AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- reopen_rate.of_opened, of case: Cases that were reopened at least once, of all opened, those still open included.
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
    "t0"."reopened" IS NOT NULL AS "v0",
    "t0"."reopened" > 0 AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- reopen_rate.mean_times, of case: Mean number of times a resolved case was reopened: a case that comes back five times counts five.
SELECT
  "t1"."resolved_on__month",
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
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."resolved_at" IS NOT NULL
    ) AND (
      "t0"."reopened" IS NOT NULL
    ) AS "v0",
    "t0"."reopened" AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- reopen_rate.within_window(within_days=14), of case_event: Resolutions that were undone by a reopening within 14 days, by the log of events.
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
    (
      "t0"."kind" = 'resolved'
    )
    AND (
      "t0"."at" <= MAKE_TIMESTAMP(2099, 12, 18, 0, 0, 0.0)
    ) AS "v0",
    (
      EPOCH(
        CAST(DATE_TRUNC(
          'SECOND',
          MIN(CASE WHEN "t0"."kind" = 'reopened' THEN "t0"."at" ELSE NULL END) OVER (
            PARTITION BY "t0"."case_id"
            ORDER BY "t0"."at" ASC, "t0"."number" ASC
            ROWS BETWEEN 1 following AND UNBOUNDED FOLLOWING
          )
        ) AS TIMESTAMP)
      ) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."at") AS TIMESTAMP))
    ) <= 1209600 AS "v1"
  FROM "case_event" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
