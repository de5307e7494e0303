package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import java.util.List;

/** What is wrong with the values of fields. */
final class ValueDefects {
  private ValueDefects() {}

  static List<Defect> demands() {
    return List.of(
        Defect.of("nulls_above_ratio", "one row more is NULL than 5% of them")
            .sql("serving", "UPDATE {t} SET amount = NULL WHERE n = 7")
            .finds("serving", Check.NULL_RATIO, "amount", 151),
        Defect.of("nulls_half", "every second value went missing in a join")
            .sql("serving", "UPDATE {t} SET amount = NULL WHERE n % 2 = 0")
            .finds("serving", Check.NULL_RATIO, "amount", 1650),
        Defect.of("all_null", "a feature has no values at all")
            .sql("training", "UPDATE {t} SET owner = NULL")
            .finds("training", Check.NOT_ALL_NULL, "owner"),
        Defect.of("prediction_null", "rows were written before the model had answered")
            .sql("serving", "UPDATE {t} SET proba = NULL, will_buy = NULL WHERE n % 500 = 9")
            .finds("serving", Check.PREDICTION_NOT_NULL, "will_buy", 6)
            .finds("serving", Check.PREDICTION_NOT_NULL, "proba", 6),
        Defect.of("below_range", "amounts are a little below the range")
            .sql("serving", "UPDATE {t} SET amount = -0.01 WHERE n % 300 = 4")
            .finds("serving", Check.RANGE, "amount", 10),
        Defect.of("above_range", "one amount is a little above the range")
            .sql("serving", "UPDATE {t} SET amount = 1000.01 WHERE n = 4")
            .finds("serving", Check.RANGE, "amount", 1),
        Defect.of("sentinel", "-999 stands for a missing amount")
            .sql("serving", "UPDATE {t} SET amount = -999 WHERE n % 100 = 4")
            .finds("serving", Check.RANGE, "amount", 30),
        Defect.of("value_not_allowed", "a plan is sold that nobody has declared")
            .sql("serving", "UPDATE {t} SET plan = 'gold' WHERE n % 1000 = 4")
            .finds("serving", Check.ALLOWED_VALUES, "plan", 3),
        Defect.of("value_empty", "an empty text stands for a missing plan")
            .sql("serving", "UPDATE {t} SET plan = '' WHERE n % 600 = 4")
            .finds("serving", Check.ALLOWED_VALUES, "plan", 5)
            .finds("serving", Check.TEXT_NOT_BLANK, "plan", 5),
        Defect.of("value_capitals", "an allowed value is written in capitals")
            .sql("serving", "UPDATE {t} SET plan = 'BASIC' WHERE n = 0")
            .finds("serving", Check.ALLOWED_VALUES, "plan", 1)
            .finds("serving", Check.CATEGORY_SPELLING, "plan"));
  }

  static List<Defect> values() {
    return List.of(
        Defect.of("nan", "0 / 0 was computed")
            .sql("training", "UPDATE {t} SET balance = 'NaN' WHERE n % 400 = 5")
            .finds("training", Check.NUMBER_FINITE, "balance", 5),
        Defect.of("infinity", "something was divided by 0")
            .sql(
                "training",
                "UPDATE {t} SET balance = if(n < 1000, 'Infinity', '-Infinity')::DOUBLE"
                    + " WHERE n % 500 = 5")
            .finds("training", Check.NUMBER_FINITE, "balance", 4),
        Defect.of("category_explosion", "an id is in the column of a category")
            .sql("training", "UPDATE {t} SET channel = 'session ' || n")
            .finds("training", Check.CATEGORY_COUNT, "channel"),
        Defect.of("category_capitals", "a category is written in two ways")
            .sql("training", "UPDATE {t} SET channel = 'Web' WHERE n % 40 = 0")
            .finds("training", Check.CATEGORY_SPELLING, "channel"),
        Defect.of("category_blanks", "a category has a blank behind it in some rows")
            .sql("training", "UPDATE {t} SET channel = 'phone ' WHERE n % 80 = 2")
            .finds("training", Check.CATEGORY_SPELLING, "channel"),
        Defect.of("text_blank", "texts are empty or blank")
            .sql("training", "UPDATE {t} SET raw_text = if(n < 999, '', '  ') WHERE n % 250 = 9")
            .finds("training", Check.TEXT_NOT_BLANK, "raw_text", 8),
        Defect.of("constant", "a feature has the same value in every row")
            .sql("training", "UPDATE {t} SET age = 40")
            .finds("training", Check.NOT_CONSTANT, "age"),
        Defect.of("constant_boolean", "a flag was never set")
            .sql("training", "UPDATE {t} SET is_new = false")
            .finds("training", Check.NOT_CONSTANT, "is_new"),
        Defect.of("image_without_scheme", "image addresses have lost their scheme")
            .sql("training", "UPDATE {t} SET photo = substr(photo, 9) WHERE n % 200 = 9")
            .finds("training", Check.IMAGE_URL, "photo", 9),
        Defect.of("image_on_a_desk", "image addresses are paths of somebody's machine")
            .sql("training", "UPDATE {t} SET photo = 'C:\\photos\\1.png' WHERE n % 500 = 9")
            .finds("training", Check.IMAGE_URL, "photo", 4));
  }

  static List<Defect> tensors() {
    return List.of(
        Defect.of("tensor_short", "tensors lack an element")
            .sql("training", "UPDATE {t} SET pixels = pixels[1:7] WHERE n % 700 = 5")
            .finds("training", Check.TENSOR_LENGTH, "pixels", 3),
        Defect.of("tensor_long", "tensors have an element too many")
            .sql("training", "UPDATE {t} SET pixels = list_append(pixels, 1) WHERE n % 1000 = 5")
            .finds("training", Check.TENSOR_LENGTH, "pixels", 2),
        Defect.of("tensor_empty", "an empty list stands for a missing tensor")
            .sql("training", "UPDATE {t} SET pixels = [] WHERE n % 500 = 5")
            .finds("training", Check.TENSOR_LENGTH, "pixels", 4),
        Defect.of("tensor_of_another_model", "all embeddings come from a smaller model")
            .sql("training", "UPDATE {t} SET embedding = embedding[1:3]")
            .finds("training", Check.TENSOR_LENGTH, "embedding", 2000),
        Defect.of("embedding_mixed", "some embeddings come from a larger model")
            .sql(
                "training",
                "UPDATE {t} SET embedding = list_concat(embedding, embedding) WHERE n % 100 = 5")
            .finds("training", Check.TENSOR_LENGTH, "embedding", 20),
        Defect.of("tensor_null_elements", "tensors have elements that are NULL")
            .sql(
                "training",
                "UPDATE {t} SET pixels = list_append(pixels[1:7], NULL) WHERE n % 400 = 5")
            .finds("training", Check.TENSOR_ELEMENTS, "pixels", 5),
        Defect.of("tensor_nan", "tensors have elements that are NaN")
            .sql(
                "training",
                "UPDATE {t} SET pixels = list_append(pixels[1:7], 'NaN'::FLOAT)"
                    + " WHERE n % 600 = 5")
            .finds("training", Check.TENSOR_ELEMENTS, "pixels", 4),
        Defect.of("embedding_infinite", "embeddings have infinite elements")
            .sql(
                "training",
                "UPDATE {t} SET embedding = list_append(embedding[1:3], 'Infinity'::FLOAT)"
                    + " WHERE n % 300 = 5")
            .finds("training", Check.TENSOR_ELEMENTS, "embedding", 7));
  }

  static List<Defect> predictions() {
    return List.of(
        Defect.of("probability_above", "probabilities are above 1")
            .sql("training", "UPDATE {t} SET proba = 1.2, will_buy = true WHERE n % 400 = 5")
            .finds("training", Check.PROBABILITY_RANGE, "proba", 5),
        Defect.of("probability_below", "probabilities are below 0")
            .sql("training", "UPDATE {t} SET proba = -0.1, will_buy = false WHERE n % 500 = 5")
            .finds("training", Check.PROBABILITY_RANGE, "proba", 4),
        Defect.of("probability_percent", "probabilities are written as percents")
            .sql("training", "UPDATE {t} SET proba = 1 + proba * 99")
            .finds("training", Check.PROBABILITY_RANGE, "proba", 2000),
        Defect.of("probability_logit", "logits were written instead of probabilities")
            .sql("training", "UPDATE {t} SET proba = if(will_buy, 3.5, -3.5)")
            .finds("training", Check.PROBABILITY_RANGE, "proba", 2000),
        Defect.of(Twins.MULTICLASS, "classes_below_one", "a class is left out, so the sum is 0.5")
            .sql(
                "serving",
                "UPDATE {t} SET shares = MAP {'cat': 0.25, 'owl': 0.25} WHERE n % 100 = 5")
            .finds("serving", Check.PROBABILITY_SUM, "shares", 5),
        Defect.of(Twins.MULTICLASS, "classes_above_one", "scores of the classes add up to 2.1")
            .sql(
                "serving",
                "UPDATE {t} SET shares = MAP {'cat': 0.7, 'dog': 0.7, 'owl': 0.7}"
                    + " WHERE n % 50 = 5")
            .finds("serving", Check.PROBABILITY_SUM, "shares", 10),
        Defect.of(Twins.MULTICLASS, "classes_of_vector", "the same in a vector of the classes")
            .sql(
                "serving",
                "ALTER TABLE {t} ALTER shares TYPE DOUBLE[] USING map_values(shares)",
                "UPDATE {t} SET shares = [0.4, 0.4] WHERE n % 100 = 5")
            .model("shares: dict", "shares: vector")
            .finds("serving", Check.PROBABILITY_SUM, "shares", 5),
        Defect.of("decision_inverted", "the decision is the opposite of what is probable")
            .sql("training", "UPDATE {t} SET will_buy = NOT will_buy")
            .finds("training", Check.DECISION_AGREES, "will_buy"),
        Defect.of("class_of_second_model", "decisions come from another model's answers")
            .sql("training", "UPDATE {t} SET will_buy = proba < 0.3")
            .finds("training", Check.DECISION_AGREES, "will_buy"));
  }
}
