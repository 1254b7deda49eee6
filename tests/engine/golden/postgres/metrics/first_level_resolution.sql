-- first_level_resolution.of_resolved, of case: Resolved cases that never went to a higher level, of all resolved.
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
    NOT (
      "t0"."escalated"
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_level_resolution.of_opened, of case: Cases resolved without going to a higher level, of all opened, those still open included.
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
    NOT (
      "t0"."escalated"
    ) AND (
      "t0"."resolved_at" IS NOT NULL
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_level_resolution.without_handover, of case: Resolved cases that neither went to a higher level nor changed team, of all resolved.
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
    )
    AND (
      (
        "t0"."escalated" IS NOT NULL
      ) AND (
        "t0"."reassigned" IS NOT NULL
      )
    ) AS "v0",
    NOT (
      "t0"."escalated"
    ) AND (
      "t0"."reassigned" = 0
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_level_resolution.not_reopened, of case: Resolved cases that neither went to a higher level nor were reopened, of all resolved.
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
    )
    AND (
      (
        "t0"."escalated" IS NOT NULL
      ) AND (
        "t0"."reopened" IS NOT NULL
      )
    ) AS "v0",
    NOT (
      "t0"."escalated"
    ) AND (
      "t0"."reopened" = 0
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
