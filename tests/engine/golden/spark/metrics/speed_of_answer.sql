-- speed_of_answer.mean, of interaction: Mean seconds from offered to answered, over answered contacts.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0) * COALESCE(`t1`.`v1`, 0), 0)
  ) AS `squares_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`answered_at` >= `t0`.`offered_at` AS `v0`,
    UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP)) AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- speed_of_answer.mean_with_abandoned, of interaction: Mean seconds from offered until answered or given up, over everybody who waited.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0) * COALESCE(`t1`.`v1`, 0), 0)
  ) AS `squares_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    COALESCE(`t0`.`answered_at`, `t0`.`abandoned_at`) >= `t0`.`offered_at` AS `v0`,
    UNIX_TIMESTAMP(
      CAST(DATE_TRUNC('second', COALESCE(`t0`.`answered_at`, `t0`.`abandoned_at`)) AS TIMESTAMP)
    ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP)) AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- speed_of_answer.median, of interaction: Seconds within which half of the answered contacts were answered.
SELECT
  `t2`.`offered_on__month`,
  `t2`.`in_month`,
  `t2`.`v1` AS `bucket`,
  COUNT(*) AS `n`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`in_month`,
      DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
      `t0`.`case_id` AS `_case_id`,
      `t0`.`account_id` AS `_account_id`,
      (
        `t0`.`answered_at` >= `t0`.`offered_at`
      )
      AND (
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) IS NOT NULL
      ) AS `v0`,
      IF(
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) > 0,
        CAST(CEIL(
          LN(
            CAST(UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT),
        -1000000
      ) AS `v1`
    FROM `interaction` AS `t0`
  ) AS `t1`
  WHERE
    `t1`.`v0`
) AS `t2`
GROUP BY
  1,
  2,
  3;

-- speed_of_answer.p90, of interaction: Seconds within which nine in ten of the answered contacts were answered.
SELECT
  `t2`.`offered_on__month`,
  `t2`.`in_month`,
  `t2`.`v1` AS `bucket`,
  COUNT(*) AS `n`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`in_month`,
      DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
      `t0`.`case_id` AS `_case_id`,
      `t0`.`account_id` AS `_account_id`,
      (
        `t0`.`answered_at` >= `t0`.`offered_at`
      )
      AND (
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) IS NOT NULL
      ) AS `v0`,
      IF(
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) > 0,
        CAST(CEIL(
          LN(
            CAST(UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`answered_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT),
        -1000000
      ) AS `v1`
    FROM `interaction` AS `t0`
  ) AS `t1`
  WHERE
    `t1`.`v0`
) AS `t2`
GROUP BY
  1,
  2,
  3;
