-- self_raised_share.of_known, of case: Cases the provider raised itself, of all whose raiser is known.
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
    "t0"."raised_by" IS NOT NULL AS "v0",
    "t0"."raised_by" = 'provider' AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- self_raised_share.provider_or_system, of case: Cases the provider or a system raised, of all whose raiser is known.
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
    "t0"."raised_by" IS NOT NULL AS "v0",
    (
      "t0"."raised_by" = 'provider'
    ) OR (
      "t0"."raised_by" = 'system'
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- self_raised_share.of_resolved, of case: Resolved cases the provider had raised itself, of all resolved whose raiser is known.
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
      "t0"."raised_by" IS NOT NULL
    ) AND (
      "t0"."resolved_at" IS NOT NULL
    ) AS "v0",
    "t0"."raised_by" = 'provider' AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
