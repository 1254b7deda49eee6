-- on_time.by_target, of case: Cases with a target that were resolved by it; open past it counts as late.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(`t0`.`resolved_at` <= `t0`.`due_at`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_target_when_due, of case: Cases with a target that were resolved by it, counted in the period in which they were due.
SELECT
  `t1`.`due_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`due_on`) AS `due_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(`t0`.`resolved_at` <= `t0`.`due_at`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_target_once_due, of case: Cases whose target has passed and that were resolved by it; a case finished early waits to be counted.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP) AS `v0`,
    COALESCE(`t0`.`resolved_at` <= `t0`.`due_at`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_target_closed, of case: Cases with a target that were closed, not just resolved, by it.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`closed_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(`t0`.`closed_at` <= `t0`.`due_at`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_target_less_waits, of case: Cases with a target that were resolved by it once waits are taken off; open past it counts as late.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(
      (
        UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`resolved_at`) AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`due_at`) AS TIMESTAMP))
      ) <= COALESCE(`t0`.`waiting_seconds`, 0),
      FALSE
    ) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_target_customer_raised, of case: Cases with a target that customers raised themselves and that were resolved by it.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    )
    AND (
      `t0`.`raised_by` = 'customer'
    ) AS `v0`,
    COALESCE(`t0`.`resolved_at` <= `t0`.`due_at`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_day, of case: Cases with a target that were resolved on or before the day they were due.
SELECT
  `t1`.`due_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`due_on`) AS `due_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(`t0`.`resolved_on` <= `t0`.`due_on`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.exactly_on_day, of case: Cases with a target that were resolved exactly on the day they were due.
SELECT
  `t1`.`due_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`due_on`) AS `due_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`due_at` IS NOT NULL
    )
    AND (
      (
        `t0`.`resolved_at` IS NOT NULL
      )
      OR (
        `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
      )
    ) AS `v0`,
    COALESCE(`t0`.`resolved_on` = `t0`.`due_on`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.reported, of case: Cases that the source itself calls on time, of all cases, with or without a target; silence counts as late.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`case_id` IS NOT NULL AS `v0`,
    COALESCE(`t0`.`on_target`, FALSE) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.reported_per_event, of case_event: Rows of the event log that the source calls on time: a case with many rows counts many times.
SELECT
  `t1`.`on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`on`) AS `on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`on_target` IS NOT NULL AS `v0`,
    COALESCE(`t0`.`on_target`, FALSE) AS `v1`
  FROM `case_event` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.reported_at_resolved, of case_event: Rows of the event log that say resolved and that the source then called on time.
SELECT
  `t1`.`on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`on`) AS `on__month`,
    `t0`.`case_id` AS `_case_id`,
    (
      `t0`.`kind` = 'resolved'
    ) AND (
      `t0`.`on_target` IS NOT NULL
    ) AS `v0`,
    COALESCE(`t0`.`on_target`, FALSE) AS `v1`
  FROM `case_event` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_clock(clock=words), of clock_run: Runs of the clock words that kept their target; running past it counts as late, void runs do not count.
SELECT
  `t1`.`started_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`started_on`) AS `started_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    )
    AND (
      `t0`.`target_seconds` IS NOT NULL
    )
    AND (
      (
        `t0`.`state` = 'stopped'
      )
      OR (
        (
          `t0`.`state` = 'running'
        )
        AND (
          `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
        )
      )
    ) AS `v0`,
    COALESCE(`t0`.`on_time`, FALSE) AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_clock_when_stopped(clock=words), of clock_run: Runs of the clock words that stopped and kept their target, counted in the period in which they stopped.
SELECT
  `t1`.`stopped_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`stopped_on`) AS `stopped_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    ) AND (
      `t0`.`on_time` IS NOT NULL
    ) AS `v0`,
    `t0`.`on_time` AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_clock_gross(clock=words), of clock_run: Runs of the clock words that kept their target with every wait counted as the provider's time.
SELECT
  `t1`.`started_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`started_on`) AS `started_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    )
    AND (
      `t0`.`target_seconds` IS NOT NULL
    )
    AND (
      (
        `t0`.`state` = 'stopped'
      )
      OR (
        (
          `t0`.`state` = 'running'
        )
        AND (
          `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
        )
      )
    ) AS `v0`,
    COALESCE(
      (
        `t0`.`elapsed_seconds` + `t0`.`customer_seconds` + `t0`.`other_seconds`
      ) <= `t0`.`target_seconds`,
      FALSE
    ) AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_clock_less_customer_waits(clock=words), of clock_run: Runs of the clock words that kept their target with only waits for the customer taken off.
SELECT
  `t1`.`started_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`started_on`) AS `started_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    )
    AND (
      `t0`.`target_seconds` IS NOT NULL
    )
    AND (
      (
        `t0`.`state` = 'stopped'
      )
      OR (
        (
          `t0`.`state` = 'running'
        )
        AND (
          `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
        )
      )
    ) AS `v0`,
    COALESCE(
      (
        `t0`.`elapsed_seconds` + `t0`.`other_seconds`
      ) <= `t0`.`target_seconds`,
      FALSE
    ) AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- on_time.by_clock_around_the_clock(clock=words), of clock_run: Runs of the clock words that kept their target if every hour from start to stop counts.
SELECT
  `t1`.`started_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`started_on`) AS `started_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`clock` = 'words'
    )
    AND (
      `t0`.`target_seconds` IS NOT NULL
    )
    AND (
      (
        `t0`.`state` = 'stopped'
      )
      OR (
        (
          `t0`.`state` = 'running'
        )
        AND (
          `t0`.`due_at` < CAST('2100-01-01T00:00:00' AS TIMESTAMP)
        )
      )
    ) AS `v0`,
    COALESCE(`t0`.`actual_seconds` <= `t0`.`target_seconds`, FALSE) AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
