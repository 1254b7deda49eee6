-- occupancy.of_ready, of interaction: Seconds of talk, hold and wrap-up, of the seconds in which people were ready or working.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    ) AND (
      "t0"."talk_seconds" >= 0
    ) AS "v0",
    "t0"."talk_seconds" + (
      COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0)
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- occupancy.of_ready, of staffing: Seconds of talk, hold and wrap-up, of the seconds in which people were ready or working.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."productive_seconds" IS NOT NULL AS "v0",
    "t0"."productive_seconds" AS "v1"
  FROM "staffing" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- occupancy.of_scheduled, of interaction: Seconds of talk, hold and wrap-up, of the seconds that were scheduled, breaks and meetings included.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    ) AND (
      "t0"."talk_seconds" >= 0
    ) AS "v0",
    "t0"."talk_seconds" + (
      COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0)
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- occupancy.of_scheduled, of staffing: Seconds of talk, hold and wrap-up, of the seconds that were scheduled, breaks and meetings included.
SELECT
  "t1"."month__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."month") AS "month__month",
    "t0"."scheduled_seconds" IS NOT NULL AS "v0",
    "t0"."scheduled_seconds" AS "v1"
  FROM "staffing" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
