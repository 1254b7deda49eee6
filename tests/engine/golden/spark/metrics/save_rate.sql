-- save_rate.of_decided, of save: Attempts after which the customer stayed, of those with a known outcome.
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
    `t0`.`account_id` AS `_account_id`,
    `t0`.`accepted` IS NOT NULL AS `v0`,
    `t0`.`accepted` AS `v1`
  FROM `save` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- save_rate.of_all, of save: Attempts after which the customer stayed, of all attempts; no outcome counts as not saved.
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
    `t0`.`account_id` AS `_account_id`,
    `t0`.`account_id` IS NOT NULL AS `v0`,
    `t0`.`accepted` AS `v1`
  FROM `save` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- save_rate.lasting(within_days=30), of save: Attempts after which the customer stayed and needed no other within 30 days, of those decided.
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
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`accepted` IS NOT NULL
    )
    AND (
      `t0`.`at` <= CAST('2099-12-02T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    `t0`.`accepted`
    AND NOT (
      COALESCE(
        (
          UNIX_TIMESTAMP(
            CAST(DATE_TRUNC(
              'second',
              LEAD(`t0`.`at`) OVER (PARTITION BY `t0`.`account_id` ORDER BY `t0`.`at` ASC NULLS LAST)
            ) AS TIMESTAMP)
          ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`at`) AS TIMESTAMP))
        ) <= 2592000,
        FALSE
      )
    ) AS `v1`
  FROM `save` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
