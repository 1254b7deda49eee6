-- speed_of_answer.mean, of interaction: Mean seconds from offered to answered, over answered contacts.
SELECT
  "t1"."offered_on__month",
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
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."answered_at" >= "t0"."offered_at" AS "v0",
    EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at")) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- speed_of_answer.mean_with_abandoned, of interaction: Mean seconds from offered until answered or given up, over everybody who waited.
SELECT
  "t1"."offered_on__month",
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
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    COALESCE("t0"."answered_at", "t0"."abandoned_at") >= "t0"."offered_at" AS "v0",
    EXTRACT('epoch' FROM DATE_TRUNC('SECOND', COALESCE("t0"."answered_at", "t0"."abandoned_at"))) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at")) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- speed_of_answer.median, of interaction: Seconds within which half of the answered contacts were answered.
SELECT
  "t2"."offered_on__month",
  "t2"."in_month",
  "t2"."v1" AS "bucket",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."in_month",
      DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
      "t0"."case_id" AS "_case_id",
      "t0"."account_id" AS "_account_id",
      (
        "t0"."answered_at" >= "t0"."offered_at"
      )
      AND (
        (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) IS NOT NULL
      ) AS "v0",
      CASE
        WHEN (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) > 0
        THEN CAST(CEIL(
          CAST(LOG(
            CAST(1.02020202020202 AS DECIMAL),
            CAST(CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at")) AS DOUBLE PRECISION) AS DECIMAL)
          ) AS DOUBLE PRECISION)
        ) AS BIGINT)
        ELSE -1000000
      END AS "v1"
    FROM "interaction" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."v0"
) AS "t2"
GROUP BY
  1,
  2,
  3;

-- speed_of_answer.p90, of interaction: Seconds within which nine in ten of the answered contacts were answered.
SELECT
  "t2"."offered_on__month",
  "t2"."in_month",
  "t2"."v1" AS "bucket",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."in_month",
      DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
      "t0"."case_id" AS "_case_id",
      "t0"."account_id" AS "_account_id",
      (
        "t0"."answered_at" >= "t0"."offered_at"
      )
      AND (
        (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) IS NOT NULL
      ) AS "v0",
      CASE
        WHEN (
          EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ) > 0
        THEN CAST(CEIL(
          CAST(LOG(
            CAST(1.02020202020202 AS DECIMAL),
            CAST(CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at")) AS DOUBLE PRECISION) AS DECIMAL)
          ) AS DOUBLE PRECISION)
        ) AS BIGINT)
        ELSE -1000000
      END AS "v1"
    FROM "interaction" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."v0"
) AS "t2"
GROUP BY
  1,
  2,
  3;
