package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Call;
import dev.plumbline.spi.SqlOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Calls by name: those that are another spelling of an operator, and the vocabulary's. */
final class FunctionCalls {
  private static final Map<String, String> UNITS = units();

  private final Typer typer;

  FunctionCalls(Typer typer) {
    this.typer = typer;
  }

  private static Map<String, String> units() {
    Map<String, String> units = new java.util.HashMap<>();
    String[][] spellings = {
      {"year", "y", "years", "yr", "yrs"},
      {"year_of_week", "yearofweek"},
      {"quarter", "qtr"},
      {"month", "mon", "mons", "months"},
      {"week", "w", "weeks"},
      {"day", "d", "days"},
      {"dayofweek", "dow"},
      {"dayofweek_iso", "dow_iso"},
      {"dayofyear", "doy"},
      {"hour", "h", "hours", "hr", "hrs"},
      {"minute", "m", "min", "mins", "minutes"},
      {"second_fraction", "second", "s", "sec", "seconds", "secs"}
    };
    for (String[] names : spellings) {
      for (String name : names) {
        units.put(name, names[0]);
      }
    }
    units.remove("second_fraction");
    units.remove("year_of_week");
    return Map.copyOf(units);
  }

  RexNode call(Call call) {
    String name = call.function();
    if (Functions.CASTS.containsKey(name) && call.arguments().size() == 1) {
      RelDataType type =
          name.equals("decimal")
              ? SparkTypes.decimal(10, 0)
              : TypePatterns.simple(Functions.CASTS.getOrDefault(name, name));
      return typer.cast(call.at(), "CAST", typer.type(call.arguments().get(0)), type);
    }
    if (name.equals("if") || name.equals("iff")) {
      require(call, 3, 3);
      return typer.choose(
          call.at(),
          List.of(typer.truth(call.arguments().get(0), name)),
          List.of(typer.type(call.arguments().get(1)), typer.type(call.arguments().get(2))));
    }
    if (name.equals("not")) {
      require(call, 1, 1);
      return typer.conditions.not(typer.truth(call.arguments().get(0), name));
    }
    List<RexNode> arguments = call.arguments().stream().map(typer::type).toList();
    RexNode built = builtIn(call, name, arguments);
    return built == null ? vocabulary(call, name, arguments) : built;
  }

  private void require(Call call, int least, int most) {
    int count = call.arguments().size();
    if (count < least || count > most) {
      throw typer.source.refuse(
          call.at(),
          call.function() + " of " + count + " arguments",
          "it takes "
              + (least == most
                  ? Integer.toString(least)
                  : most == Integer.MAX_VALUE
                      ? "at least " + least
                      : least + " to " + most));
    }
  }

  private @Nullable RexNode builtIn(Call call, String name, List<RexNode> arguments) {
    int at = call.at();
    switch (name) {
      case "coalesce" -> {
        require(call, 1, Integer.MAX_VALUE);
        return typer.coalesce(at, arguments);
      }
      case "nvl", "ifnull" -> {
        require(call, 2, 2);
        return typer.coalesce(at, arguments);
      }
      case "nvl2" -> {
        require(call, 3, 3);
        RexNode test = typer.conditions.call(SqlStdOperatorTable.IS_NOT_NULL, arguments.get(0));
        return typer.choose(at, List.of(test), arguments.subList(1, 3));
      }
      case "nullif" -> {
        require(call, 2, 2);
        return nullIf(at, arguments.get(0), arguments.get(1));
      }
      case "nullifzero" -> {
        require(call, 1, 1);
        return nullIf(at, arguments.get(0), typer.constants.integer(0));
      }
      case "zeroifnull" -> {
        require(call, 1, 1);
        return typer.coalesce(at, List.of(arguments.get(0), typer.constants.integer(0)));
      }
      case "isnull", "isnotnull" -> {
        require(call, 1, 1);
        return typer.conditions.call(
            name.equals("isnull") ? SqlStdOperatorTable.IS_NULL : SqlStdOperatorTable.IS_NOT_NULL,
            arguments.get(0));
      }
      case "equal_null" -> {
        require(call, 2, 2);
        return typer.conditions.compare(at, "<=>", arguments.get(0), arguments.get(1));
      }
      case "like", "ilike" -> {
        require(call, 2, 3);
        return like(call, name, arguments);
      }
      case "decode" -> {
        return arguments.size() > 2 ? decode(at, arguments) : null;
      }
      case "extract", "date_part", "datepart" -> {
        require(call, 2, 2);
        return extract(call, arguments);
      }
      case "struct", "named_struct" -> {
        return struct(call, arguments);
      }
      case "map" -> {
        return map(call, arguments);
      }
      default -> {
        return null;
      }
    }
  }

  private RexNode nullIf(int at, RexNode value, RexNode other) {
    RexNode test = typer.conditions.compare(at, "=", value, other);
    return typer.choose(
        at, List.of(test), List.of(typer.rex.makeNullLiteral(value.getType()), value));
  }

  private RexNode like(Call call, String name, List<RexNode> arguments) {
    String escape = null;
    if (arguments.size() == 3) {
      escape = text(call, arguments.get(2));
      if (escape.length() != 1) {
        throw typer.source.refuse(
            call.at(), "the escape '" + escape + "'", "write one character, such as '!'");
      }
    }
    return typer.like(
        call.at(),
        Calls.upper(name),
        typer.text(arguments.get(0), call.at(), name),
        typer.text(arguments.get(1), call.at(), name),
        escape);
  }

  private RexNode decode(int at, List<RexNode> arguments) {
    List<RexNode> tests = new ArrayList<>();
    List<RexNode> results = new ArrayList<>();
    for (int i = 1; i + 1 < arguments.size(); i += 2) {
      tests.add(typer.conditions.compare(at, "<=>", arguments.get(0), arguments.get(i)));
      results.add(arguments.get(i + 1));
    }
    results.add(
        arguments.size() % 2 == 0
            ? arguments.get(arguments.size() - 1)
            : typer.rex.constantNull());
    return typer.choose(at, tests, results);
  }

  private String text(Call call, RexNode node) {
    String text =
        node instanceof RexLiteral literal
                && !literal.isNull()
                && SparkTypes.isText(literal.getType())
            ? literal.getValueAs(String.class)
            : null;
    if (text == null) {
      throw typer.source.refuse(
          call.at(), call.function() + " of a text that varies", "write a constant text");
    }
    return text;
  }

  private RexNode extract(Call call, List<RexNode> arguments) {
    String unit = text(call, arguments.get(0)).toLowerCase(Locale.ROOT);
    String id =
        switch (unit) {
          case "dayofweek", "dayofweek_iso" -> unit;
          default -> UNITS.get(unit);
        };
    if (id == null) {
      throw typer.source.refuse(
          call.at(),
          call.function() + " of '" + unit + "'",
          "accepted are YEAR, QUARTER, MONTH, WEEK, DAY, DOW, DOY, HOUR, MINUTE, SECOND,"
              + " YEAROFWEEK and DOW_ISO");
    }
    return typer.calls.apply(call.at(), unit, id, arguments.subList(1, 2));
  }

  private RexNode struct(Call call, List<RexNode> arguments) {
    List<String> names = new ArrayList<>();
    List<RelDataType> types = new ArrayList<>();
    List<RexNode> operands = new ArrayList<>();
    if (arguments.isEmpty() || arguments.size() % 2 != 0) {
      throw typer.source.refuse(
          call.at(),
          call.function() + " of " + arguments.size() + " arguments",
          "write names and values in turn");
    }
    for (int i = 0; i < arguments.size(); i += 2) {
      RexNode value = typer.common(call.at(), List.of(arguments.get(i + 1))).get(0);
      names.add(text(call, arguments.get(i)));
      types.add(SparkTypes.nullable(value.getType()));
      operands.add(arguments.get(i));
      operands.add(value);
    }
    return typer.calls.call(
        call.at(), "named_struct", SparkTypes.struct(names, types), operands);
  }

  private RexNode map(Call call, List<RexNode> arguments) {
    List<RexNode> keys = new ArrayList<>();
    List<RexNode> values = new ArrayList<>();
    if (arguments.isEmpty() || arguments.size() % 2 != 0) {
      throw typer.source.refuse(
          call.at(), "map of " + arguments.size() + " arguments", "write keys and values in turn");
    }
    for (int i = 0; i < arguments.size(); i += 2) {
      keys.add(arguments.get(i));
      values.add(arguments.get(i + 1));
    }
    keys = typer.common(call.at(), keys);
    values = typer.common(call.at(), values);
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      operands.add(keys.get(i));
      operands.add(values.get(i));
    }
    RelDataType type =
        SparkTypes.map(
            SparkTypes.nullable(keys.get(0).getType()),
            SparkTypes.nullable(values.get(0).getType()));
    return typer.calls.call(call.at(), "map", type, operands);
  }

  private RexNode vocabulary(Call call, String name, List<RexNode> arguments) {
    SqlOperator operator =
        Functions.operator(name)
            .orElseThrow(
                () ->
                    typer.source.refuse(
                        call.at(), "function " + name + " is not known", Functions.advice(name)));
    // Spark's functions ltrim and rtrim name what to trim before the text.
    boolean swapped =
        arguments.size() == 2 && (name.equals("ltrim") || name.equals("rtrim"));
    return typer.apply(
        call.at(),
        name,
        operator,
        swapped ? List.of(arguments.get(1), arguments.get(0)) : arguments);
  }
}
