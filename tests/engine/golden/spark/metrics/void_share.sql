-- void_share.by_clock(clock=words), of clock_run: Runs of the clock words that were made void, of all that ended.
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
    ) AND `t0`.`state` IN ('stopped', 'cancelled') AS `v0`,
    `t0`.`state` = 'cancelled' AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- void_share.late_by_clock(clock=words), of clock_run: Void runs of the clock words that had been past their target already, of all void ones with a target.
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
    )
    AND (
      `t0`.`state` = 'cancelled'
    )
    AND (
      `t0`.`target_seconds` IS NOT NULL
    ) AS `v0`,
    `t0`.`elapsed_seconds` > `t0`.`target_seconds` AS `v1`
  FROM `clock_run` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
