-- agent_disconnect_rate.of_answered, of interaction: Answered contacts that the agent ended, of all answered.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    ) AND (
      "t0"."ended_by" IS NOT NULL
    ) AS "v0",
    "t0"."ended_by" = 'agent' AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- agent_disconnect_rate.short_of_answered(short_seconds=30), of interaction: Answered contacts that the agent ended after less than 30 seconds of talk, of all answered.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    )
    AND (
      "t0"."ended_by" IS NOT NULL
    )
    AND (
      "t0"."talk_seconds" IS NOT NULL
    ) AS "v0",
    (
      "t0"."ended_by" = 'agent'
    ) AND (
      "t0"."talk_seconds" < 30
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- agent_disconnect_rate.not_transferred, of interaction: Answered contacts that the agent ended, of all answered that were not passed on to somebody else.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    )
    AND (
      "t0"."ended_by" IS NOT NULL
    )
    AND NOT (
      COALESCE("t0"."transferred", FALSE)
    ) AS "v0",
    "t0"."ended_by" = 'agent' AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
