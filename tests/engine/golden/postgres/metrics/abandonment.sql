-- abandonment.of_offered, of interaction: Contacts given up before an answer, of all that were offered.
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
    "t0"."offered_at" IS NOT NULL AS "v0",
    (
      "t0"."abandoned_at" IS NOT NULL
    ) AND (
      "t0"."answered_at" IS NULL
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- abandonment.of_offered_less_short(short_seconds=5), of interaction: Contacts given up before an answer, of all offered, without those given up in under 5 seconds.
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
    NOT (
      (
        "t0"."abandoned_at" IS NOT NULL
      )
      AND (
        "t0"."answered_at" IS NULL
      )
      AND (
        (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) < 5
      )
    ) AS "v0",
    (
      "t0"."abandoned_at" IS NOT NULL
    ) AND (
      "t0"."answered_at" IS NULL
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- abandonment.long_of_offered(short_seconds=5), of interaction: Contacts given up after 5 seconds or more, of all offered: short abandons count as offered only.
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
    "t0"."offered_at" IS NOT NULL AS "v0",
    (
      "t0"."abandoned_at" IS NOT NULL
    )
    AND (
      "t0"."answered_at" IS NULL
    )
    AND NOT (
      (
        "t0"."abandoned_at" IS NOT NULL
      )
      AND (
        "t0"."answered_at" IS NULL
      )
      AND (
        (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) < 5
      )
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- abandonment.of_handled_plus_abandoned(short_seconds=5), of interaction: Contacts given up before an answer, of all answered or given up, without those under 5 seconds.
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
      (
        "t0"."answered_at" IS NOT NULL
      ) OR (
        "t0"."abandoned_at" IS NOT NULL
      )
    )
    AND NOT (
      (
        "t0"."abandoned_at" IS NOT NULL
      )
      AND (
        "t0"."answered_at" IS NULL
      )
      AND (
        (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) < 5
      )
    ) AS "v0",
    (
      "t0"."abandoned_at" IS NOT NULL
    ) AND (
      "t0"."answered_at" IS NULL
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
