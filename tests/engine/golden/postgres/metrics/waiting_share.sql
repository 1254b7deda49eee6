-- waiting_share.of_time, of case: Seconds of waiting for the customer, of the seconds from opened to resolved.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."resolved_at" >= "t0"."opened_at"
    )
    AND (
      "t0"."waiting_seconds" >= 0
    ) AS "v0",
    CASE
      WHEN "t0"."waiting_seconds" < (
        EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."resolved_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."opened_at"))
      )
      THEN "t0"."waiting_seconds"
      ELSE EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."resolved_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."opened_at"))
    END AS "v1",
    EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."resolved_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."opened_at")) AS "v2"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- waiting_share.of_resolved, of case: Resolved cases that waited for the customer at all, of all resolved whose waits are known.
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
      "t0"."resolved_at" >= "t0"."opened_at"
    )
    AND (
      "t0"."waiting_seconds" >= 0
    ) AS "v0",
    "t0"."waiting_seconds" > 0 AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- waiting_share.excused_by_waits, of case: Cases resolved after their target that are on time only once waits are taken off, of all resolved after it.
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
      "t0"."resolved_at" >= "t0"."opened_at"
    )
    AND (
      "t0"."waiting_seconds" >= 0
    )
    AND (
      "t0"."resolved_at" > "t0"."due_at"
    ) AS "v0",
    "t0"."waiting_seconds" >= (
      EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."resolved_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."due_at"))
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- waiting_share.by_clock(clock=words), of clock_run: Seconds that the clock words stood still, of all seconds from its start to its stop by its calendar.
SELECT
  "t1"."stopped_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v2", 0) ELSE 0 END) AS "sum_v0_v2",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."stopped_on") AS "stopped_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."clock" = 'words'
    ) AND (
      "t0"."state" = 'stopped'
    ) AS "v0",
    "t0"."customer_seconds" + "t0"."other_seconds" AS "v1",
    "t0"."customer_seconds" + "t0"."other_seconds" + "t0"."elapsed_seconds" AS "v2"
  FROM "clock_run" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
