-- renewal_slippage.pushed, of opportunity: Renewals whose close date was pushed past the first one at least once, of those whose first date has passed.
SELECT
  `t1`.`close_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    ) AS `v0`,
    MAX(`t0`.`close_on`) OVER (
      PARTITION BY `t0`.`opportunity_id`
      ORDER BY `t0`.`at` ASC NULLS LAST
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) > `t0`.`close_on` AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.pushed_so_far, of opportunity: Renewals whose close date was pushed past the first one at least once, those not due yet in the denominator.
SELECT
  `t1`.`close_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    ) AS `v0`,
    MAX(`t0`.`close_on`) OVER (
      PARTITION BY `t0`.`opportunity_id`
      ORDER BY `t0`.`at` ASC NULLS LAST
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) > `t0`.`close_on` AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.later_at_last, of opportunity: Renewals whose last close date lies after the first one; what was pushed and pulled back in counts as kept.
SELECT
  `t1`.`close_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    ) AS `v0`,
    LAST(`t0`.`close_on`) IGNORE NULLS OVER (
      PARTITION BY `t0`.`opportunity_id`
      ORDER BY `t0`.`at` ASC NULLS LAST
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) > `t0`.`close_on` AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.beyond_month, of opportunity: Renewals that were pushed out of the calendar month in which they were first expected to close.
SELECT
  `t1`.`close_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    ) AS `v0`,
    DATE_TRUNC(
      'month',
      MAX(`t0`.`close_on`) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
      )
    ) > DATE_TRUNC('month', `t0`.`close_on`) AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.beyond_quarter, of opportunity: Renewals that were pushed out of the calendar quarter in which they were first expected to close.
SELECT
  `t1`.`close_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    ) AS `v0`,
    DATE_TRUNC(
      'quarter',
      MAX(`t0`.`close_on`) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
      )
    ) > DATE_TRUNC('quarter', `t0`.`close_on`) AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.mean_days, of opportunity: Mean days from the first close date to the furthest one, those never pushed counting as no days.
SELECT
  `t1`.`close_on__month`,
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
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    ) AS `v0`,
    CAST(FLOOR(
      (
        UNIX_TIMESTAMP(
          CAST(DATE_TRUNC(
            'second',
            CAST(MAX(`t0`.`close_on`) OVER (
              PARTITION BY `t0`.`opportunity_id`
              ORDER BY `t0`.`at` ASC NULLS LAST
              ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
            ) AS TIMESTAMP)
          ) AS TIMESTAMP)
        ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', CAST(`t0`.`close_on` AS TIMESTAMP)) AS TIMESTAMP))
      ) / (
        86400
      )
    ) AS BIGINT) AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- renewal_slippage.mean_days_of_pushed, of opportunity: Mean days from the first close date to the furthest one, of the renewals that were pushed at all.
SELECT
  `t1`.`close_on__month`,
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
    DATE_TRUNC('month', `t0`.`close_on`) AS `close_on__month`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'renewal'
    )
    AND (
      `t0`.`close_on` IS NOT NULL
    )
    AND (
      SUM(IF(`t0`.`close_on` IS NOT NULL, 1, 0)) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`close_on` <= MAKE_DATE(2100, 1, 1)
    )
    AND (
      MAX(`t0`.`close_on`) OVER (
        PARTITION BY `t0`.`opportunity_id`
        ORDER BY `t0`.`at` ASC NULLS LAST
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
      ) > `t0`.`close_on`
    ) AS `v0`,
    CAST(FLOOR(
      (
        UNIX_TIMESTAMP(
          CAST(DATE_TRUNC(
            'second',
            CAST(MAX(`t0`.`close_on`) OVER (
              PARTITION BY `t0`.`opportunity_id`
              ORDER BY `t0`.`at` ASC NULLS LAST
              ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
            ) AS TIMESTAMP)
          ) AS TIMESTAMP)
        ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', CAST(`t0`.`close_on` AS TIMESTAMP)) AS TIMESTAMP))
      ) / (
        86400
      )
    ) AS BIGINT) AS `v1`
  FROM `opportunity` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
