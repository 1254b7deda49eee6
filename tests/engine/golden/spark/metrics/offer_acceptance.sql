-- offer_acceptance.of_decided, of offer: Offers that were taken, of those with a known outcome.
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
  FROM `offer` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- offer_acceptance.of_all, of offer: Offers that were taken, of all made; no outcome counts as not taken.
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
  FROM `offer` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- offer_acceptance.by_amount, of offer: Amount of the offers that were taken, of the amount of those with a known outcome.
SELECT
  `t1`.`on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v2_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`
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
      `t0`.`amount` IS NOT NULL
    )
    AND `t0`.`accepted` AS `v0`,
    CAST(CAST(ROUND(`t0`.`amount` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`,
    (
      `t0`.`accepted` IS NOT NULL
    ) AND (
      `t0`.`amount` IS NOT NULL
    ) AS `v2`
  FROM `offer` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
