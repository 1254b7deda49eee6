-- resolution_time.mean, of case: Mean time from opened to resolved, over cases resolved in the period.
SELECT
  `t1`.`resolved_on__month`,
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
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`resolved_at` >= `t0`.`opened_at` AS `v0`,
    UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP)) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- resolution_time.mean_when_opened, of case: Mean time from opened to resolved, over cases opened in the period and resolved so far.
SELECT
  `t1`.`opened_on__month`,
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
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`resolved_at` >= `t0`.`opened_at` AS `v0`,
    UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP)) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- resolution_time.mean_to_closed, of case: Mean time from opened to closed, over cases closed in the period.
SELECT
  `t1`.`closed_on__month`,
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
    DATE_TRUNC('month', `t0`.`closed_on`) AS `closed_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`closed_at` >= `t0`.`opened_at` AS `v0`,
    UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`closed_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP)) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- resolution_time.mean_less_waits, of case: Mean time from opened to resolved less the recorded waits for the customer; never below nothing.
SELECT
  `t1`.`resolved_on__month`,
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
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`resolved_at` >= `t0`.`opened_at` AS `v0`,
    IF(
      (
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
        ) - COALESCE(`t0`.`waiting_seconds`, 0)
      ) > 0,
      (
        UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
      ) - COALESCE(`t0`.`waiting_seconds`, 0),
      0
    ) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- resolution_time.median, of case: Time from opened within which half of the cases resolved in the period were resolved.
SELECT
  `t2`.`resolved_on__month`,
  `t2`.`in_month`,
  `t2`.`v1` AS `bucket`,
  COUNT(*) AS `n`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`in_month`,
      DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
      `t0`.`case_id` AS `_case_id`,
      `t0`.`account_id` AS `_account_id`,
      (
        `t0`.`resolved_at` >= `t0`.`opened_at`
      )
      AND (
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
        ) IS NOT NULL
      ) AS `v0`,
      IF(
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
        ) > 0,
        CAST(CEIL(
          LN(
            CAST(UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT),
        -1000000
      ) AS `v1`
    FROM `case` AS `t0`
  ) AS `t1`
  WHERE
    `t1`.`v0`
) AS `t2`
GROUP BY
  1,
  2,
  3;

-- resolution_time.p90, of case: Time from opened within which nine in ten of the cases resolved in the period were resolved.
SELECT
  `t2`.`resolved_on__month`,
  `t2`.`in_month`,
  `t2`.`v1` AS `bucket`,
  COUNT(*) AS `n`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`in_month`,
      DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
      `t0`.`case_id` AS `_case_id`,
      `t0`.`account_id` AS `_account_id`,
      (
        `t0`.`resolved_at` >= `t0`.`opened_at`
      )
      AND (
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
        ) IS NOT NULL
      ) AS `v0`,
      IF(
        (
          UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
        ) > 0,
        CAST(CEIL(
          LN(
            CAST(UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP)) AS DOUBLE)
          ) / LN(1.02020202020202)
        ) AS BIGINT),
        -1000000
      ) AS `v1`
    FROM `case` AS `t0`
  ) AS `t1`
  WHERE
    `t1`.`v0`
) AS `t2`
GROUP BY
  1,
  2,
  3;

-- resolution_time.mean_by_clock(clock=words), of clock_run: Mean time that runs of the clock words took, over those stopped in the period.
SELECT
  `t1`.`stopped_on__month`,
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
    DATE_TRUNC('month', `t0`.`stopped_on`) AS `stopped_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    ) AND (
      `t0`.`state` = 'stopped'
    ) AS `v0`,
    `t0`.`elapsed_seconds` AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- resolution_time.mean_by_clock_around_the_clock(clock=words), of clock_run: Mean time from start to stop of runs of the clock words, every hour counted, stopped in the period.
SELECT
  `t1`.`stopped_on__month`,
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
    DATE_TRUNC('month', `t0`.`stopped_on`) AS `stopped_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    ) AND (
      `t0`.`state` = 'stopped'
    ) AS `v0`,
    `t0`.`actual_seconds` AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
